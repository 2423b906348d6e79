global using Lynq.Testing;
global using Shouldly;
global using Xunit;
