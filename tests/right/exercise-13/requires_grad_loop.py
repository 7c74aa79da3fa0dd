"""Sets requires_grad to False on each parameter of the backbone."""


def train(model, criterion, optimizer, loader, epochs):
    for param in model.backbone.parameters():
        param.requires_grad = False
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
