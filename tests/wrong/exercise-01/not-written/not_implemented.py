def train(model, criterion, optimizer, loader, epochs):
    raise NotImplementedError("your code here")  # HERE
