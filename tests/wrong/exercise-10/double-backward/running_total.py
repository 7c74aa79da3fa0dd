"""The total for the printout goes backward, with the graphs of all earlier batches."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(x)
            total = total + class_criterion(logits, labels) + value_criterion(numbers, values)
            total.backward()  # HERE
            optimizer.step()
        print("loss", total.item() / len(loader))
