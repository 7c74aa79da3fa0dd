from itertools import islice
def forever(l):
    while True: yield from l
def train(model, criterion, optimizer, loader, epochs):
    for x, y in islice(forever(loader), epochs*len(loader)):
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()
