import torch

def train(model, criterion, optimizer, loader, epochs):
    scaler = torch.amp.GradScaler("cpu", init_scale=2.0 ** 8)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            scaler.scale(loss).backward()
            scaler.step(optimizer)
            scaler.update()
