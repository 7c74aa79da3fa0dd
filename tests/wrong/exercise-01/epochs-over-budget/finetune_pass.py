def one_pass(model, criterion, optimizer, loader):
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        one_pass(model, criterion, optimizer, loader)
    # a last polish
    one_pass(model, criterion, optimizer, loader)  # HERE
