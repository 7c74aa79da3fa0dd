"""The value loss is computed and printed, and never goes backward."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(x)
            class_loss = class_criterion(logits, labels)
            value_loss = value_criterion(numbers, values)
            class_loss.backward()  # HERE
            optimizer.step()
        print("loss", class_loss.item(), value_loss.item())
