"""My training loop."""

from torch.profiler import profile, record_function, ProfilerActivity, schedule
import given
import torch



def train(model, criterion, optimizer, loader, epochs):
    with profile(activities=[ProfilerActivity.CPU], record_shapes=True, profile_memory=True, schedule=schedule(wait=1, warmup=1, active=3)) as prof:
        for epoch in range(epochs):
            total = 0.0
            for inputs, targets in loader:
                optimizer.zero_grad()
                outputs = model(inputs)
                loss = criterion(outputs, targets)
                loss.backward()
                optimizer.step()
                total += loss.item()
                prof.step()
            print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")
    print(prof.key_averages().table(sort_by="cpu_time_total", row_limit=5))
    prof.export_chrome_trace("trace.json")


if __name__ == "__main__":
    parts = given.build(seed=0)
    train(**parts)
    print(given.measure(parts["model"]))
