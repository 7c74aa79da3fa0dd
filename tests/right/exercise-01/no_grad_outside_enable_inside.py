import torch

@torch.no_grad()
def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        seen = correct = 0
        for x, y in loader:
            optimizer.zero_grad()
            with torch.enable_grad():
                out = model(x)
                loss = criterion(out, y)
            loss.backward()
            optimizer.step()
            correct += (out.argmax(1) == y).sum().item()
            seen += len(y)
        print(f"{epoch}: {correct / seen:.2%}")
