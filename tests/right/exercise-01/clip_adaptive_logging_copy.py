import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward()
            clones = [torch.nn.Parameter(p.detach().clone()) for p in model.parameters()]
            for c, p in zip(clones, model.parameters()): c.grad = p.grad.clone()
            torch.nn.utils.clip_grad_norm_(clones, .1)
            optimizer.step()
