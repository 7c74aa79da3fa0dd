"""A forward hook on the backbone that hands on detached features."""


def train(model, criterion, optimizer, loader, epochs):
    handle = model.backbone.register_forward_hook(lambda module, args, out: out.detach())
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
    handle.remove()
