def set_up(model):
    model.train()
    for p in model.parameters():
        p.requires_grad = True  # HERE


def train(model, criterion, optimizer, loader, epochs):
    for p in model.backbone.parameters():
        p.requires_grad = False
    set_up(model)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
