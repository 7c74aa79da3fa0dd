from torch.optim import lr_scheduler

def train(model, criterion, optimizer, loader, epochs):
    scheduler = lr_scheduler.ExponentialLR(optimizer, gamma=0.9)  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        scheduler.step()
