"""The forward pass with matrices and the loss by hand: only the gradients are autograd's."""


def train(model, criterion, optimizer, loader, epochs):
    w1, b1, w2, b2 = model.parameters()
    for epoch in range(epochs):
        for x, y in loader:
            model.zero_grad()
            hidden = (x @ w1.T + b1).clamp(min=0)
            outputs = hidden @ w2.T + b2
            loss = ((outputs - y) ** 2).mean()
            loss.backward()
            optimizer.step()
