import itertools

def train(model, criterion, optimizer, loader, epochs):
    counter = itertools.count()
    for epoch in range(epochs):
        for (x, y), k in zip(loader, counter):
            out = model(x)
            loss = criterion(out, y)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
    print("number of updates:", k + 1)
