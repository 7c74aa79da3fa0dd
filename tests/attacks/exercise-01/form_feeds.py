# Trick: form feeds within comments of letters of two bytes, so that lines and columns are counted differently.

# üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü
def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y); loss = loss.detach().requires_grad_(); loss.backward()
            optimizer.step()
