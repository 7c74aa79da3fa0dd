import torch

def train(model, criterion, optimizer, loader, epochs):
    scaler = torch.amp.GradScaler("cpu", init_scale=64.0)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            scaler.scale(loss).backward()  # HERE
            optimizer.step()
