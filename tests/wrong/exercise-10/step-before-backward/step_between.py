"""Steps between the two backward passes: the gradient of the value loss is emptied before a step uses it."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(x)
            class_loss = class_criterion(logits, labels)
            value_loss = value_criterion(numbers, values)
            class_loss.backward(retain_graph=True)
            optimizer.step()  # HERE
            value_loss.backward()
        print("loss", class_loss.item(), value_loss.item())
