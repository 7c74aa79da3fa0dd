import torch
def train(model, criterion, optimizer, loader, epochs):
    ps = list(model.parameters()); X, Y = loader.dataset.tensors
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        g = torch.cat([t.flatten() for t in torch.autograd.grad(criterion(model(X), Y), ps, create_graph=True)])
        Hm = torch.stack([torch.cat([t.flatten() if t is not None else torch.zeros(p.numel()) for t, p in zip(torch.autograd.grad(gi, ps, retain_graph=True, allow_unused=True), ps)]) for gi in g])
        print(torch.linalg.eigvalsh(Hm)[-1].item())
