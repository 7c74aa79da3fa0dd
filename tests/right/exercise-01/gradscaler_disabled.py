import torch

use_amp = False

def train(model, criterion, optimizer, loader, epochs):
    scaler = torch.amp.GradScaler("cpu", enabled=use_amp)
    for epoch in range(epochs):
        for x, y in loader:
            with torch.autocast(device_type="cpu", dtype=torch.bfloat16, enabled=use_amp):
                output = model(x)
                loss = criterion(output, y)
            scaler.scale(loss).backward()
            scaler.step(optimizer)
            scaler.update()
            optimizer.zero_grad()
