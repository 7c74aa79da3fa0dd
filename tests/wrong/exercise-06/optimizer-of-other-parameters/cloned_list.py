import torch


def train(model, criterion, optimizer, loader, epochs):
    params = [p.detach().clone().requires_grad_() for p in model.parameters()]
    opt = torch.optim.SGD(params, lr=0.03)  # HERE
    for epoch in range(epochs):
        total = 0.0
        for x, rent in loader:
            model.zero_grad()
            opt.zero_grad()
            loss = criterion(model(x), rent)
            loss.backward()
            opt.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
