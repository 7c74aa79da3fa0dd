import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            h = {n: torch.histc(p.grad, 10) for n, p in model.named_parameters()}
            upd = [((0.1*p.grad).std()/p.data.std()).log10().item() for p in model.parameters()]
