Console.Error.WriteLine("no benchmark is available yet");
return 1;
