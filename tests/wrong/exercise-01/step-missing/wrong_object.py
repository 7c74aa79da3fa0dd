class Meter:
    def __init__(self):
        self.n = 0
        self.total = 0.0

    def step(self, value):
        self.n += 1
        self.total += value

def train(model, criterion, optimizer, loader, epochs):
    meter = Meter()
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()  # HERE
            meter.step(loss.item())
    print(meter.total / meter.n)
