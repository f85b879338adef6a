namespace Hub.Core.Rooms.Messages;

public enum Priority : short { Routine = 1, Important = 2, Urgent = 3 }
