from torch.optim.lr_scheduler import StepLR

def train(model, criterion, optimizer, loader, epochs):
    sched = StepLR(optimizer, step_size=30, gamma=0.1)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
        sched.step()
