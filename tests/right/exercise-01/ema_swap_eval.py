import torch, copy
def train(model, criterion, optimizer, loader, epochs):
    ema = {k: v.clone() for k, v in model.state_dict().items()}
    X, Y = loader.dataset.tensors
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            with torch.no_grad():
                for k, v in model.state_dict().items(): ema[k].lerp_(v, .01)
        keep = {k: v.clone() for k, v in model.state_dict().items()}
        model.load_state_dict(ema)
        with torch.no_grad(): print(criterion(model(X), Y).item())
        model.load_state_dict(keep)
