return await Lynq.Host.CommandLine.InvokeAsync(args);
