"""The gradient is negated after backward, because a step 'goes against it'."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            for p in model.parameters():
                p.grad.neg_()  # HERE
            optimizer.step()
