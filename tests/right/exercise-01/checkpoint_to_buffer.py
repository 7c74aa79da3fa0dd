import io
import torch

def train(model, criterion, optimizer, loader, epochs):
    checkpoints = []
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        buf = io.BytesIO()
        torch.save({"epoch": epoch, "model": model.state_dict(), "optim": optimizer.state_dict()}, buf)
        checkpoints.append(buf.getvalue())
    print("checkpoint size", len(checkpoints[-1]))
    return checkpoints
