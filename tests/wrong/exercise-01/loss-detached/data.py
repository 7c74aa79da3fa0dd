from torch.autograd import Variable

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            x, y = Variable(x), Variable(y)
            optimizer.zero_grad()
            out = model(x)
            err = criterion(out, y)
            err = Variable(err.data, requires_grad=True)  # HERE
            err.backward()
            optimizer.step()
