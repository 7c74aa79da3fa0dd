"""backbone.zero_grad() between backward and step: it sets the gradients to None."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            criterion(model(x), y).backward()
            model.backbone.zero_grad()
            optimizer.step()
            optimizer.zero_grad()
