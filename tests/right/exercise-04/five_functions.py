"""Each stage of the pipeline is a function of its own, called in turn."""


def forward(model, x):
    return model(x)


def compute_loss(criterion, outputs, y):
    return criterion(outputs, y)


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()


def update(optimizer):
    optimizer.step()


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            outputs = forward(model, x)
            loss = compute_loss(criterion, outputs, y)
            backward(optimizer, loss)
            update(optimizer)
        print("epoch", epoch, "loss", loss.item())
