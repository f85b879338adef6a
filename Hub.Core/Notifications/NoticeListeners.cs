namespace Hub.Core.Notifications;

/// <summary>Hears of people whose notices changed, after it is on disk.</summary>
public interface INoticeListener
{
    void Changed(IReadOnlyCollection<Guid> people);
}

/// <summary>Whoever listens to changes of notices on this node. Subscribe before the host starts.</summary>
public sealed class NoticeListeners : INoticeListener
{
    private readonly List<INoticeListener> listeners = [];

    public void Subscribe(INoticeListener listener) => listeners.Add(listener);

    public void Changed(IReadOnlyCollection<Guid> people)
    {
        foreach (var listener in listeners) listener.Changed(people);
    }
}
