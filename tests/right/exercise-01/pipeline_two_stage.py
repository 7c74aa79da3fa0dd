# cut the graph at the hidden layer: backward through fc2, then through fc1
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            h = model.relu(model.fc1(x)); hd = h.detach().requires_grad_()
            l = criterion(model.fc2(hd), y); l.backward(); h.backward(hd.grad)
            optimizer.step()
