"""Hooks that drop each gradient of the backbone as soon as it is there."""


def drop(param):
    param.grad = None


def train(model, criterion, optimizer, loader, epochs):
    handles = [p.register_post_accumulate_grad_hook(drop) for p in model.backbone.parameters()]
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
    for handle in handles:
        handle.remove()
