import torch

@torch.no_grad()
def evaluate(model, criterion, loader):
    model.eval()
    total, correct, n = 0.0, 0, 0
    for x, y in loader:
        out = model(x)
        total += criterion(out, y).item() * len(y)
        correct += (out.argmax(dim=1) == y).sum().item()
        n += len(y)
    return total / n, correct / n

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        model.train()
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        val_loss, val_acc = evaluate(model, criterion, loader)
        print(f"epoch {epoch:2d}  loss {val_loss:.4f}  acc {val_acc:.1%}")
