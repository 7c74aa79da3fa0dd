"""The four stages as functions in a list, each handing its result to the next."""


def train(model, criterion, optimizer, loader, epochs):
    def forward(state):
        state["outputs"] = model(state["images"])

    def loss(state):
        state["loss"] = criterion(state["outputs"], state["labels"])

    def backward(state):
        state["loss"].backward()

    def step(state):
        optimizer.step()

    def clean(state):
        optimizer.zero_grad()

    stages = [forward, loss, backward, step, clean]
    for epoch in range(epochs):
        for images, labels in loader:
            state = {"images": images, "labels": labels}
            for stage in stages:
                stage(state)
        print("epoch", epoch + 1, "loss", state["loss"].item())
