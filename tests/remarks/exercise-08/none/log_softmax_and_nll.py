import given
from torch.nn import functional as F


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        losses = []
        for inputs, labels in loader:
            optimizer.zero_grad()
            log_probs = F.log_softmax(model(inputs), dim=1)
            loss = F.nll_loss(log_probs, labels)
            losses.append(loss.item())
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch + 1:2d}  loss {sum(losses) / len(losses):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=3)
    train(**parts)
    print(given.measure(parts["model"]))
