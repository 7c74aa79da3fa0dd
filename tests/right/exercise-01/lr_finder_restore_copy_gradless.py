import torch
def train(model, criterion, optimizer, loader, epochs):
    # line-search picture: loss along the gradient, on functional params only
    from torch.func import functional_call
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward()
            with torch.no_grad():
                for t in (.01, .1, 1.):
                    functional_call(model, {k: p - t*p.grad for k, p in model.named_parameters()}, (x,))
            optimizer.step()
