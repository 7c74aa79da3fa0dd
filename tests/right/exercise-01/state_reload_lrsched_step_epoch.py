import torch
def train(model, criterion, optimizer, loader, epochs):
    s = torch.optim.lr_scheduler.MultiStepLR(optimizer, [30, 60])
    s2 = torch.optim.lr_scheduler.StepLR(optimizer, 30)
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        s.step(); s2.step()
