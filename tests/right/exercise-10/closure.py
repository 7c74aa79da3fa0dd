"""step(closure), with the sum of the losses inside."""


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            def closure():
                optimizer.zero_grad()
                logits, numbers = model(x)
                loss = class_criterion(logits, labels) + value_criterion(numbers, values)
                loss.backward()
                return loss

            loss = optimizer.step(closure)
        print(epoch, "loss", loss.item())
