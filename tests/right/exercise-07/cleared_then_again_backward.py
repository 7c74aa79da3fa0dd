"""A first backward pass only for a printout is cleared; a second one, of a new forward pass, counts."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for i, (points, labels) in enumerate(loader):
            if i == 0:
                criterion(model(points), labels).backward()
                print("gradient", model.output.bias.grad.item())
                optimizer.zero_grad()
            loss = criterion(model(points), labels)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
