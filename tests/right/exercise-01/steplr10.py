import torch
def train(model, criterion, optimizer, loader, epochs):
    s = torch.optim.lr_scheduler.StepLR(optimizer, step_size=10, gamma=.1)
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        s.step()
