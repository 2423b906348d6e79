Console.Error.WriteLine("lynq: no command is available yet");
return 1;
