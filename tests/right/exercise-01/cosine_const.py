from torch.optim.lr_scheduler import CosineAnnealingLR
def train(model, criterion, optimizer, loader, epochs):
    s = CosineAnnealingLR(optimizer, T_max=epochs, eta_min=optimizer.param_groups[0]['lr'])
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        s.step()
