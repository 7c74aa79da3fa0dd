# Trick: raises lr and adds momentum and nesterov in param_groups.
def train(model, criterion, optimizer, loader, epochs):
    for g in optimizer.param_groups:
        g.update(lr=0.3, momentum=0.9, nesterov=True, dampening=0)
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
