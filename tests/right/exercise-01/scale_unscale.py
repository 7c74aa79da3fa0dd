SCALE = 1024.0

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(set_to_none=True)
            (criterion(model(x), y) * SCALE).backward()
            for p in model.parameters():
                p.grad.div_(SCALE)   # undo the loss scaling
            optimizer.step()
