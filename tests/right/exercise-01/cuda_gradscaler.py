import torch
def train(model, criterion, optimizer, loader, epochs):
    use = torch.cuda.is_available()
    dev = torch.device('cuda' if use else 'cpu')
    model.to(dev)
    sc = torch.cuda.amp.GradScaler(enabled=use)
    for e in range(epochs):
        for x, y in loader:
            x, y = x.to(dev, non_blocking=True), y.to(dev, non_blocking=True)
            optimizer.zero_grad()
            with torch.cuda.amp.autocast(enabled=use):
                l = criterion(model(x), y)
            sc.scale(l).backward(); sc.step(optimizer); sc.update()
