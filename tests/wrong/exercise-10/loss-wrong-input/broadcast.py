"""squeeze() on one side only: 16 x 1 against 16 becomes 16 x 16."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(x)
            value_loss = value_criterion(numbers.squeeze(), values)  # HERE
            loss = class_criterion(logits, labels) + value_loss
            loss.backward()
            optimizer.step()
        print("loss", loss.item())
