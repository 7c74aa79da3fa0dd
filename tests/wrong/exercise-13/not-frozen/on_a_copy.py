import copy


def train(model, criterion, optimizer, loader, epochs):
    backbone = copy.deepcopy(model.backbone)
    backbone.requires_grad_(False)  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
