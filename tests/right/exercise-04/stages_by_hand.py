"""The forward pass goes through linear and activation one by one, printing shapes once."""


def train(model, criterion, optimizer, loader, epochs):
    shown = False
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            z = model.linear(x)
            a = model.activation(z)
            loss = criterion(a, y)
            loss.backward()
            if not shown:
                print(x.shape, z.shape, a.shape, loss.shape, model.linear.weight.grad.shape)
                shown = True
            optimizer.step()
