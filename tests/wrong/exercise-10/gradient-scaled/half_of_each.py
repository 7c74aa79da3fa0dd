"""Takes the mean of the two losses, not their sum."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(x)
            loss = (class_criterion(logits, labels) + value_criterion(numbers, values)) / 2  # HERE
            loss.backward()
            optimizer.step()
        print("loss", loss.item())
