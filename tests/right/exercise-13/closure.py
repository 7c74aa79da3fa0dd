"""A closure for step(), with the backbone frozen around it."""


def train(model, criterion, optimizer, loader, epochs):
    model.backbone.eval().requires_grad_(False)
    for epoch in range(epochs):
        for x, y in loader:

            def closure():
                optimizer.zero_grad()
                loss = criterion(model(x), y)
                loss.backward()
                return loss

            optimizer.step(closure)
