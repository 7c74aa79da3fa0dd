"""The graph is retained and the second backward adds the first loss again, in a helper."""


def backprop(losses):
    total = 0
    for loss in losses:
        loss.backward(retain_graph=True)
        total = total + loss
    total.backward()  # HERE
    return total.item()


def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(x)
            total = backprop([class_criterion(logits, labels), value_criterion(numbers, values)])
            optimizer.step()
        print("loss", total)
